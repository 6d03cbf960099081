"""Whether weights are true: fitted on recorded histories, and tried on a world made for it.

python -m evaluation.truth                    a world made for it: the table and the figure
python -m evaluation.truth fit [HISTORIES]    writes the measured numbers of weights.toml anew
python -m evaluation.truth check [HISTORIES]  how well they foretell what holds, out of fold
python -m evaluation.truth copies             how well copies are found, and how fast
"""
