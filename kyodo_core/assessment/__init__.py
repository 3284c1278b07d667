"""What a program's terms grant: to one applicant with every step, and to all areas of an allocation."""
