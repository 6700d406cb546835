/** Claims of the JWT (HS256 over `JWT_SECRET`) that opens an interview's socket. `iat` and `exp` are Unix seconds. */
export type TokenClaims = { userId: string; interviewId: string; iat: number; exp: number };
