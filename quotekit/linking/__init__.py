"""Link the same utterance across outlets and follow the claim."""
