import { PageHeading } from "../../ui/page-heading.tsx";
import { InlineLink } from "../../ui/text-link.tsx";

type PrivacyPageProps = {
  /** The operator's contact, `mailto:` or `https:`; null if there is none. */
  contact: string | null;
  /** Whether new passwords are checked against leaked ones. */
  asksForBreaches: boolean;
};

export function PrivacyPage({ contact, asksForBreaches }: PrivacyPageProps) {
  return (
    <article className="mx-auto max-w-2xl space-y-8">
      <PageHeading title="What PrepPal keeps">In plain words: what is kept, where, for how long, and who sees it.</PageHeading>
      {[...sections, ...(asksForBreaches ? [breaches] : [])].map(({ title, points }) => (
        <section key={title} aria-label={title}>
          <h2 className="text-xl">{title}</h2>
          <ul className="mt-3 list-disc space-y-2 pl-5">
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        All of this is yours to take or to delete on <InlineLink to="/profile">your profile</InlineLink>.
        {contact === null ? null : (
          <>
            {" "}
            Questions go to{" "}
            <InlineLink to={contact} reloadDocument>
              {contact.replace(/^mailto:/, "")}
            </InlineLink>
            .
          </>
        )}
      </p>
    </article>
  );
}

const sections = [
  {
    title: "What is kept",
    points: [
      "Your name, your email, and your password as a hash that it cannot be read from. Passkeys, if you add some: their names and public keys.",
      "Your interviews: the role and whatever else you typed or pasted when you set them up, the words of both sides with their times, how long you spoke and paused, your corrections and the reports.",
      "Never the sound. It passes through and is gone. Only where you ask for it is a recording kept, on your own device, and never sent.",
      "Where you are signed in: the browser’s name and the town or country that the network tells us, for as long as you are signed in there.",
      "How many minutes of interview you used today, also of interviews that you deleted.",
    ],
  },
  {
    title: "Where it is",
    points: [
      "Accounts, interviews and reports are in a database at Cloudflare. While an interview goes on, and for a day after it, its words and a log of technical events without any words are in a second store at Cloudflare.",
      "A set-up that you are still typing, and what you chose in the interview room, is kept in your browser, until you sign out.",
    ],
  },
  {
    title: "How long",
    points: [
      "Until you delete it, or for as long as you choose on your profile: 90 days, 30 days, or the words and the report until a day after you have read the report.",
      "What you delete is gone from both stores at once; should the second one not answer, it is asked again until it does. The database’s own backups are overwritten within 30 days.",
      "A recording on your own device goes with its interview, after 30 days, or when you sign out there.",
      "Counts that keep strangers from guessing passwords are kept for a day, without a name or an address in them. Letters wait two hours at most.",
    ],
  },
  {
    title: "Who sees it",
    points: [
      "Google: its Gemini service hears your voice and reads your set-up, so that it can interview you, and reads the words afterwards, so that it can write the report.",
      "Cloudflare, on whose machines PrepPal runs.",
      "Whoever you give a share link of a report to, until it runs out or you take it back.",
      "Whoever runs this PrepPal sees counts and costs, email addresses and when accounts were used. Their pages show no word of an interview.",
      "Nobody else. There are no trackers, no advertising and no cookies but the two that keep you signed in and know your browser again.",
    ],
  },
];

const breaches = {
  title: "When you choose a password",
  points: [
    "The first five characters of its fingerprint are sent to haveibeenpwned.com, which answers with all leaked passwords of which the fingerprint begins so. Neither the password nor who you are leaves PrepPal.",
  ],
};
