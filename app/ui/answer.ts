import { createContext } from "react";

/** What the server answered a form last: each answer is an object of its own. */
export const AnswerContext = createContext<object>({});
