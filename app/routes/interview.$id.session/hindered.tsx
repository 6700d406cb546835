import { Actions, Panel } from "../../call/screens/panel.tsx";
import { ButtonLink } from "../../ui/button.tsx";

type HinderedProps = { hindrance: { words: string; live: { id: string; role: string }[] } };

/** Shown in place of the lobby: why the interview cannot begin now, with links to those that are open. */
export function Hindered({ hindrance: { words, live } }: HinderedProps) {
  return (
    <Panel title="This interview cannot begin yet" takesFocus={false}>
      <p>{words}</p>
      <p className="text-muted">What you entered is kept: this interview waits for you on the dashboard.</p>
      <Actions>
        {live.map(({ id, role }) => (
          <ButtonLink key={id} to={`/interview/${id}/session`}>
            Back into: {role}
          </ButtonLink>
        ))}
        <ButtonLink to="/dashboard" variant="secondary">
          Back to the dashboard
        </ButtonLink>
      </Actions>
    </Panel>
  );
}
