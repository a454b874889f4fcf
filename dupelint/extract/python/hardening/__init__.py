"""What a Python program does about folders, forged requests and answers that never come."""
