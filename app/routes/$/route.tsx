const notFound = () => {
  throw new Response(null, { status: 404 });
};

export const loader = notFound;
export const action = notFound;

/** Never shown: the root's boundary shows the 404. A route without a component would answer it bare. */
export default function NotFound() {
  return null;
}
