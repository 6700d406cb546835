import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { longMs } from "./wait.ts";

afterEach(cleanup);
// Testing Library's default limit for asynchronous queries is a second too.
configure({ asyncUtilTimeout: longMs });
