"""
Real sound for the pretend Echo: a soundtrack, recorded with a speech engine on this machine.

What is heard, and when, is decided by `simulator.apla` and `simulator.ssml` alone. A voice of this
package tells them how long its words take, and afterwards speaks them at the times they found.
"""
