"""What is made from notebooks: pages, slides, handouts, cards, the zip for a class, the browser site."""
