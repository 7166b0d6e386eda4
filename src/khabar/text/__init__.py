"""Report → Text: folding, tokens, sentences, quotations, phrases, numbers and verb forms."""
