import { NextResponse } from 'next/server';

export async function GET() {
  return NextResponse.json({ orders: [], total: 0 });
}

export async function POST() {
  return NextResponse.json({ id: 1 }, { status: 201 });
}
