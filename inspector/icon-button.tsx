const icons = {
  minus: "M4 10h12",
  plus: "M4 10h12M10 4v12",
  all: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  target: "M10 2v3M10 15v3M2 10h3M15 10h3M10 5.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10 9.5v1",
};

type IconButtonProps = { label: string; icon: keyof typeof icons; isPressed?: boolean; onClick: () => void };

export function IconButton({ label, icon, isPressed, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
      onClick={onClick}
      className="inline-flex size-10 cursor-pointer items-center justify-center rounded-full border border-line text-ink hover:border-accent aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-on-accent"
    >
      <svg
        aria-hidden="true"
        viewBox="0 0 20 20"
        className="size-5 fill-none stroke-current stroke-2 [stroke-linecap:round] [stroke-linejoin:round]"
      >
        <path d={icons[icon]} />
      </svg>
    </button>
  );
}
