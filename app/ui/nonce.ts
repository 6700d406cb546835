import { createContext } from "react";

/** The CSP nonce of this response; empty in the browser, where it is hidden from scripts. */
export const NonceContext = createContext("");
