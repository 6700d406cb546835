import { expect, it } from "vitest";
import { pagesNamed } from "./site.ts";

const pages = ["sign in", "sign up", "feedback"].map((name) => ({ name, path: "/", cookie: "" }));

it("takes the pages whose name holds a word, and names those that there are where none does", () => {
  expect(pagesNamed(pages, "sign").map(({ name }) => name)).toEqual(["sign in", "sign up"]);
  expect(pagesNamed(pages, "")).toEqual(pages);
  expect(() => pagesNamed(pages, "dashbord")).toThrow('--page: no page is named "dashbord". There are: sign in · sign up · feedback');
});
