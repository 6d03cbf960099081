"""Which installments are followed, and what catalogues call them."""
