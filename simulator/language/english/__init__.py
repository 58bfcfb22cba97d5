"""English: numbers, dates, durations, Amazon's standard phrases, and the written form of speech."""
