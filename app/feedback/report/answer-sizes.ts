import type { AnswerDelivery, Delivery } from "../delivery/delivery.ts";

/** By what the answers of an interview are compared in length: time, or words if sound was not measured or anything was typed. */
export const sizedBy = ({ answers, isTyped }: Pick<Delivery, "answers" | "isTyped">): "time" | "words" =>
  !isTyped && answers.some(({ lengthMs }) => lengthMs.value !== null) ? "time" : "words";

/** The length of an answer, in ms or in units of its interview (words or characters). */
export const sizeOf = ({ lengthMs, size }: AnswerDelivery, by: "time" | "words"): number => (by === "time" ? (lengthMs.value ?? 0) : size);
