"""What a Node program does about folders, crashes and its connection to WhatsApp."""
