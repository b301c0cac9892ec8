package org.palimpsest.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Rows of UTF-8 JSON on their way to the writer of standard output, handed on at the end of every line. */
final class StandardOutput extends OutputStream {
    private final PrintWriter writer;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    StandardOutput(PrintWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(int value) throws IOException {
        line.write(value);
        if (value == '\n') {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        String text = line.toString(StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        if (end > 0) {
            writer.print(text.substring(0, end));
            if (writer.checkError()) {
                throw new IOException("standard output could not be written: the reader is gone, or no space is left");
            }
            line.reset();
            line.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
        }
    }
}
