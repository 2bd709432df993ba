print("rir")
