"""What the guide says of lesson 4 and its notebook does not."""

from enclair.lessons.needles_and_haystacks.scanning import preset

COMPUTED = {"1,808": f"{preset('suspects').found + preset('suspects').wrong:,.0f}"}
