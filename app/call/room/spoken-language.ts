import { createContext, useContext } from "react";

/** What is spoken in the interview, BCP 47: the page around its words is in English. */
export const SpokenLanguageContext = createContext<string>("en");
export const useSpokenLanguage = (): string => useContext(SpokenLanguageContext);
