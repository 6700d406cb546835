/** The logo: a voice inside a speech bubble. */
export function Mark({ className = "size-8" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <path className="fill-accent" d="M8 2h16a6 6 0 0 1 6 6v11a6 6 0 0 1-6 6h-9.5L8 30.5V25a6 6 0 0 1-6-6V8a6 6 0 0 1 6-6Z" />
      <g className="stroke-on-accent" strokeWidth="2.6" strokeLinecap="round">
        <path d="M8.5 12v3M13.5 9v9" />
        <path className="stroke-voice" d="M18.5 7v13M23.5 11v5" />
      </g>
    </svg>
  );
}
