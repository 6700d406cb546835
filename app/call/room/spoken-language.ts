import { createContext, useContext } from "react";

/** The language of the interview (BCP 47), by which its words are marked: the page around them is in English. */
export const SpokenLanguageContext = createContext<string>("en");
export const useSpokenLanguage = (): string => useContext(SpokenLanguageContext);
