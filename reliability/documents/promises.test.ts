import { expect, it } from "vitest";
import { staleAmong } from "../../scripts/documents/generated.ts";
import { promises } from "../faults/table/promises.ts";
import { faultTable } from "../faults/table/table.ts";
import { driversOf, promisesDocument } from "./promises-page.ts";

it("keeps docs/promises.md in step with the fault table and its tests (npm run documents writes it)", async () => {
  expect(await staleAmong([await promisesDocument()])).toEqual([]);
});

it("has a test for every fault, and a fault for every promise", async () => {
  const drivers = await driversOf();
  expect(faultTable.filter(({ id }) => drivers.get(id)?.length === 0).map(({ id }) => id)).toEqual([]);
  const watched = new Set(faultTable.flatMap((row) => row.promises ?? []));
  expect([...watched].toSorted()).toEqual(Object.keys(promises));
});
