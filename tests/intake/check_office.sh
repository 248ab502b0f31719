#!/bin/sh
# Opens the template in LibreOffice without a window and saves it as another workbook and as PDF.
set -e
office=$(command -v soffice || command -v libreoffice || true)
if [ -z "$office" ]; then
	echo "LibreOffice is not here, so nothing was opened; the tests read the template with openpyxl."
	exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
DATA_STORE="$folder/store" "$1" -m data template "$folder/template.xlsx" > "$folder/said"
for kind in ods pdf; do
	timeout 120 "$office" "-env:UserInstallation=file://$folder/profile" --headless \
		--convert-to $kind --outdir "$folder" "$folder/template.xlsx" >> "$folder/said" 2>&1 || true
	test -s "$folder/template.$kind" || { cat "$folder/said"; echo "LibreOffice made no .$kind"; exit 1; }
done
echo "LibreOffice opened the template and saved it as .ods and .pdf."
