# Home Assistant puts probatio in voluptuous' place as it starts, so these are
# the types that are there at run time.
from probatio import *
