export const Tick = () => <span aria-hidden="true">✓</span>;
