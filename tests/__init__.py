"""Mirror of the house: stories with the same few people."""
