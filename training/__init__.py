"""How the encoder is made: corpora in, ONNX out. See README.md; needs PyTorch, which the package itself never does."""
