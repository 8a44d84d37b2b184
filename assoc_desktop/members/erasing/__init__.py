"""What is kept on a person: handed out on request, erased on request, and proposed for erasing when they are long gone."""
