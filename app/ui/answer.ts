import { createContext } from "react";

/** The server's latest answer to a form. Each answer is a new object. */
export const AnswerContext = createContext<object>({});
