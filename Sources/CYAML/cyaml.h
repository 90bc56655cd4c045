// libyaml, for the configuration: its events carry the place of everything. (Yams, which wraps it, brings all of
// Foundation in: half of the time that a short run takes.)
#include <yaml.h>
