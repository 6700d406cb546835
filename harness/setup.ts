// A setup file runs again for every test file; what it imports runs once a runtime, and changes that for good.
import "./patience.ts";
