module adot-workbench/schemas/generate/read

go 1.26
