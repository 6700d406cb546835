import { createContext } from "react";

/** The CSP nonce of this response. Empty in the browser, where scripts cannot read it. */
export const NonceContext = createContext("");
