import { useId } from "react";
import type { Device } from "../audio/devices.ts";

type DevicePickerProps = {
  label: string;
  devices: readonly Device[];
  chosen: Device | null;
  onChoose: (id: string) => void;
  /** The label of the choice of none of these devices; without it there is no such choice. */
  standard?: string | undefined;
  isDisabled?: boolean;
};

/** A list in which one device is chosen. */
export function DevicePicker({ label, devices, chosen, onChoose, standard, isDisabled = false }: DevicePickerProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <select
        id={id}
        value={chosen?.id ?? ""}
        disabled={isDisabled}
        onChange={({ target }) => onChoose(target.value)}
        className="mt-1 block min-h-11 w-full rounded-xl border border-line-strong bg-surface px-3 text-ink"
      >
        {standard ? <option value="">{standard}</option> : null}
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.label}
          </option>
        ))}
      </select>
    </div>
  );
}
