// Imports libyaml for the configuration file: its events have positions. (Yams, which wraps it, depends on all of
// Foundation. Loading that would take half of the time of a short run.)
#include <yaml.h>
