print("jieming")
