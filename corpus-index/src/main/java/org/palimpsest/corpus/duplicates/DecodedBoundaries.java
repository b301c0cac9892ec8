package org.palimpsest.corpus.duplicates;

import org.palimpsest.corpus.Tokenizer;

/**
 * Boundaries as the text of tokens shows them: a word starts where a letter or digit does not follow another; a full stop or
 * a line feed ends a sentence.
 *
 * @param tokenizer makes text of token ids
 */
public record DecodedBoundaries(Tokenizer tokenizer) implements SpanBoundaries {
    @Override
    public boolean wordStarts(int[] tokens, int at) {
        if (at == 0) {
            return true;
        }
        String text = text(tokens, at);
        String before = text(tokens, at - 1);
        return text.isEmpty()
                || before.isEmpty()
                || !Character.isLetterOrDigit(text.codePointAt(0))
                || !Character.isLetterOrDigit(before.codePointBefore(before.length()));
    }

    @Override
    public boolean sentenceEnds(int[] tokens, int at) {
        String text = text(tokens, at);
        return text.indexOf('.') >= 0 || text.indexOf('\n') >= 0;
    }

    private String text(int[] tokens, int at) {
        return tokenizer.decode(new int[] {tokens[at]});
    }
}
