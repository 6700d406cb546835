import type { AnswerDelivery, Delivery } from "../delivery/delivery.ts";

/** How long answers are beside each other, all by one measure: their time in ms, or where sound was not measured or one was typed their words. */
export const sizedBy = ({ answers, isTyped }: Pick<Delivery, "answers" | "isTyped">): "time" | "words" =>
  !isTyped && answers.some(({ lengthMs }) => lengthMs.value !== null) ? "time" : "words";

export const sizeOf = ({ lengthMs, count }: AnswerDelivery, by: "time" | "words"): number =>
  by === "time" ? (lengthMs.value ?? 0) : count;
