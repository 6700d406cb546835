const notFound = () => {
  throw new Response(null, { status: 404 });
};

export const loader = notFound;
export const action = notFound;

/** Never rendered: the root's error boundary shows the 404. Without a component the route would answer without a page. */
export default function NotFound() {
  return null;
}
