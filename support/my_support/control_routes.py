"""Everything by which she decides herself over what is kept of her; importing this adds the routes."""

from support.my_support import correction_routes, ending_routes, information_routes, number_routes

__all__ = ["correction_routes", "ending_routes", "information_routes", "number_routes"]
