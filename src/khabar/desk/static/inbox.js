// The inbox: on a phone the filters are folded away until they are wanted.
const filters = document.getElementById("filters");
if (filters && matchMedia("(max-width: 45rem)").matches) filters.open = false;
