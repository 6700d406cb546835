import { counted } from "../../../contract/amounts.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Announcement } from "../../ui/announcement.tsx";
import { Moment } from "../../ui/moment.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { SamplePicture } from "./sample-picture.tsx";

type Deleted = { at: string; interviews: number; entries: number; text: string };

/** `receipt` is there right after an account was deleted. */
export function HomePage({ isSignedIn, receipt }: { isSignedIn: boolean; receipt: Deleted | null }) {
  return (
    <div className="space-y-16 sm:space-y-24">
      <Announcement>{receipt ? goodbye : ""}</Announcement>
      {receipt ? (
        <Alert tone="good">
          <p>{goodbye}</p>
          <p className="mt-2 text-sm">
            Gone on <Moment iso={receipt.at} />: {counted(receipt.interviews, "interview")}, {counted(receipt.entries, "line")} of what was
            said. Receipt: <span className="font-mono wrap-anywhere">{receipt.text}</span>
          </p>
        </Alert>
      ) : null}
      <section className="grid grid-cols-1 items-center gap-10 lg:grid-cols-[1.2fr_1fr] lg:gap-14">
        <div>
          <h1 className="text-[clamp(2rem,1.4rem+3vw,3.4rem)] leading-[1.08]">
            Say it once <br />
            before it counts.
          </h1>
          <p className="mt-5 max-w-[34rem] text-lg text-muted sm:text-xl">
            PrepPal is a mock interview you talk through. An AI interviewer asks about the role you want, listens, follows up, and leaves
            you with the conversation on paper.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            {isSignedIn ? (
              <ButtonLink to="/dashboard">Go to your dashboard</ButtonLink>
            ) : (
              <>
                <ButtonLink to="/signup">Create your account</ButtonLink>
                <ButtonLink to="/login" variant="secondary">
                  I already have one
                </ButtonLink>
              </>
            )}
          </div>
          <p className="mt-3">
            <TextLink to="/sample">See a sample report</TextLink>
          </p>
        </div>
        <SamplePicture />
      </section>

      <section aria-labelledby="how">
        <h2 id="how" className="text-2xl">
          How it goes
        </h2>
        <ol className="mt-6 grid gap-8 sm:grid-cols-3 sm:gap-6">
          {steps.map(({ title, body }, index) => (
            <li key={title} className="border-t-4 border-accent pt-4">
              <p aria-hidden="true" className="text-sm font-bold text-accent-ink tabular-nums">
                {index + 1}
              </p>
              <h3 className="mt-1 text-lg">{title}</h3>
              <p className="mt-1.5 text-muted">{body}</p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

const goodbye = "Your account is deleted, with every interview, transcript and report of yours. Good luck out there.";

const steps = [
  {
    title: "Name the role",
    body: "One line is enough. Add the company, the job description or your résumé and the questions get closer to the real thing.",
  },
  {
    title: "Talk it through",
    body: "Your microphone, its voice, live captions for both. Interrupt it or ask it to repeat; pauses are fine.",
  },
  {
    title: "Read it, then say it again",
    body: "One thing to try next and what worked, each with your own words to it. Say an answer again, and see over the weeks what gets better. Yours to keep or to delete.",
  },
];
