"""Words for people: languages, the catalogue, files of sentences, errors."""
