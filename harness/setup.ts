// A setup file runs for every test file. What it imports runs once per runtime, and its effect lasts.
import "./patience.ts";
