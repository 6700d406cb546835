import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { longMs } from "./wait.ts";

afterEach(cleanup);
// Testing Library's own limit for what a page comes to show is a second as well.
configure({ asyncUtilTimeout: longMs });
