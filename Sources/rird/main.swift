print("rird")
