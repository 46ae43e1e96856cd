# charmhelpers refuses systems that it does not know. Of those it knows it asks `platform` first, as it did on old Pythons.
import platform

platform.linux_distribution = lambda: ("Ubuntu", "", "")
