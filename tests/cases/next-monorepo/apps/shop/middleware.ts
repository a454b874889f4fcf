import { NextResponse } from 'next/server';

export function middleware(request) {
  return NextResponse.rewrite(new URL(`/en${request.nextUrl.pathname}`, request.url));
}

export const config = { matcher: ['/((?!api|stock|_next).*)'] };
