; KetGUI's installer. Compiled by installers.py, which gives
;   VERSION   1.2.3          VERSION4  1.2.3.0
;   PAYLOAD   the frozen folder
;   LISTS     the folder of install.nsh and uninstall.nsh, written from the payload
;   ICON      the program's icon       LICENCE  its licence text
;   OUTPUT    the installer to write
;   TARGET    the kind of installer: amd64-unicode where makensis can, otherwise x86-unicode
; Without a switch it installs for the person who runs it, and needs no administrator.
;   /S          silent          /ALLUSERS   for everybody (as administrator)
;   /D=FOLDER   where (last, without quotes)
;   /NODESKTOP  no icon on the desktop     /NOASSOC   no file type
; Exit codes: 0 done, 1 cancelled, 2 not done; 3 /ALLUSERS without an administrator's rights.

Target ${TARGET}
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS all
AllowSkipFiles off

!include MUI2.nsh
!include FileFunc.nsh
!include x64.nsh
!include LogicLib.nsh
!include WinMessages.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\KetGUI"
!define CLASSES "Software\Classes"
!define PROGRAM "$INSTDIR\KetGUI.exe"

Name "KetGUI"
OutFile "${OUTPUT}"
InstallDir ""
BrandingText "KetGUI ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION4}"
VIFileVersion "${VERSION4}"
VIAddVersionKey /LANG=0 "ProductName" "KetGUI"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "KetGUI ${VERSION} (installer)"
VIAddVersionKey /LANG=0 "CompanyName" "KetGUI contributors"
VIAddVersionKey /LANG=0 "LegalCopyright" "KetGUI contributors, MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "Software\KetGUI"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString NEEDS_ADMIN ${LANG_ENGLISH} "To install for everybody (/ALLUSERS), run this as an administrator."
LangString NEEDS_ADMIN ${LANG_FRENCH} "Pour installer pour tous (/ALLUSERS), exécutez ce programme en tant qu’administrateur."
LangString NEEDS_64 ${LANG_ENGLISH} "KetGUI needs a 64-bit Windows."
LangString NEEDS_64 ${LANG_FRENCH} "KetGUI exige un Windows 64 bits."
LangString IS_RUNNING ${LANG_ENGLISH} "KetGUI is open. Close it and try again."
LangString IS_RUNNING ${LANG_FRENCH} "KetGUI est ouvert. Fermez-le, puis réessayez."
LangString PROJECT ${LANG_ENGLISH} "KetGUI project"
LangString PROJECT ${LANG_FRENCH} "Projet KetGUI"
LangString TABLE ${LANG_ENGLISH} "Table for KetGUI"
LangString TABLE ${LANG_FRENCH} "Tableau pour KetGUI"
LangString COMMENT ${LANG_ENGLISH} "From a spreadsheet of patients to the tables, figures and sentences of a paper"
LangString COMMENT ${LANG_FRENCH} "D’un tableur de patients aux tableaux, figures et phrases d’un article"

Var Everybody

!macro CHOOSE_WHO
  StrCpy $Everybody 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    StrCpy $Everybody 1
  ${EndIf}
!macroend

; $Everybody says who it is for: set the registry's root, the start menu and, if asked, the rights.
!macro SETTLE_WHO
  SetRegView 64
  ${If} $Everybody == 1
    UserInfo::GetAccountType
    Pop $R2
    ${If} $R2 != "Admin"
      MessageBox MB_OK|MB_ICONSTOP "$(NEEDS_ADMIN)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; A program that runs cannot be written to.
!macro STOP_IF_RUNNING
  ${If} ${FileExists} "${PROGRAM}"
    ClearErrors
    FileOpen $R3 "${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(IS_RUNNING)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $R3
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(NEEDS_64)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  !insertmacro CHOOSE_WHO
  !insertmacro SETTLE_WHO
  ${If} $INSTDIR == ""
    ; Where an older version lies, the newer goes too.
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $Everybody == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\KetGUI"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\KetGUI"
    ${EndIf}
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Section "KetGUI"
  !insertmacro STOP_IF_RUNNING
  ; An older version goes by its own list of files; preferences and documents lie elsewhere.
  ReadRegStr $R4 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $R4 != ""
  ${AndIf} ${FileExists} "$R4\uninstall.exe"
    StrCpy $R5 ""
    ${If} $Everybody == 1
      StrCpy $R5 "/ALLUSERS"
    ${EndIf}
    ; Run where it lies (_?=), so that this waits for its end.
    ExecWait '"$R4\uninstall.exe" /S /UPGRADE $R5 _?=$R4' $R6
    Delete "$R4\uninstall.exe"
    RMDir "$R4"
  ${EndIf}

  !include "${LISTS}\install.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\KetGUI.lnk" "${PROGRAM}" "" "${PROGRAM}" 0 SW_SHOWNORMAL "" "$(COMMENT)"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NODESKTOP" $R1
  ${If} ${Errors}
    CreateShortcut "$DESKTOP\KetGUI.lnk" "${PROGRAM}" "" "${PROGRAM}" 0 SW_SHOWNORMAL "" "$(COMMENT)"
  ${EndIf}

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "KetGUI"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "${PROGRAM}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "KetGUI contributors"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  StrCpy $R5 ""
  ${If} $Everybody == 1
    StrCpy $R5 " /ALLUSERS"
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"$R5'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe"$R5 /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${PAYLOAD_KB}
  WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\KetGUI.exe" "" "${PROGRAM}"

  ClearErrors
  ${GetOptions} $R0 "/NOASSOC" $R1
  ${If} ${Errors}
    WriteRegStr SHCTX "${CLASSES}\.ketgui" "" "KetGUI.Project"
    WriteRegStr SHCTX "${CLASSES}\KetGUI.Project" "" "$(PROJECT)"
    WriteRegStr SHCTX "${CLASSES}\KetGUI.Project\DefaultIcon" "" "${PROGRAM},0"
    WriteRegStr SHCTX "${CLASSES}\KetGUI.Project\shell\open\command" "" '"${PROGRAM}" "%1"'
    ; "Open with" for tables: offered, never taken over.
    WriteRegStr SHCTX "${CLASSES}\KetGUI.Table" "" "$(TABLE)"
    WriteRegStr SHCTX "${CLASSES}\KetGUI.Table\shell\open\command" "" '"${PROGRAM}" "%1"'
    WriteRegStr SHCTX "${CLASSES}\.csv\OpenWithProgids" "KetGUI.Table" ""
    WriteRegStr SHCTX "${CLASSES}\.xlsx\OpenWithProgids" "KetGUI.Table" ""
    WriteRegStr SHCTX "${CLASSES}\Applications\KetGUI.exe" "FriendlyAppName" "KetGUI"
    WriteRegStr SHCTX "${CLASSES}\Applications\KetGUI.exe\shell\open\command" "" '"${PROGRAM}" "%1"'
    WriteRegStr SHCTX "${CLASSES}\Applications\KetGUI.exe\SupportedTypes" ".csv" ""
    WriteRegStr SHCTX "${CLASSES}\Applications\KetGUI.exe\SupportedTypes" ".xlsx" ""
    WriteRegStr SHCTX "${CLASSES}\Applications\KetGUI.exe\SupportedTypes" ".ketgui" ""
    ${RefreshShellIcons}
  ${EndIf}
SectionEnd

Function un.onInit
  !insertmacro CHOOSE_WHO
  !insertmacro SETTLE_WHO
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Section "Uninstall"
  !insertmacro STOP_IF_RUNNING
  ; File by file, as they were installed: what else lies here is somebody's.
  !include "${LISTS}\uninstall.nsh"
  Delete "$SMPROGRAMS\KetGUI.lnk"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${If} ${Errors}
    Delete "$DESKTOP\KetGUI.lnk"
    DeleteRegKey HKCU "Software\KetGUI"
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"

  ReadRegStr $R4 SHCTX "${CLASSES}\.ketgui" ""
  ${If} $R4 == "KetGUI.Project"
    DeleteRegKey SHCTX "${CLASSES}\.ketgui"
  ${EndIf}
  DeleteRegKey SHCTX "${CLASSES}\KetGUI.Project"
  DeleteRegKey SHCTX "${CLASSES}\KetGUI.Table"
  DeleteRegKey SHCTX "${CLASSES}\Applications\KetGUI.exe"
  DeleteRegValue SHCTX "${CLASSES}\.csv\OpenWithProgids" "KetGUI.Table"
  DeleteRegValue SHCTX "${CLASSES}\.xlsx\OpenWithProgids" "KetGUI.Table"
  DeleteRegKey SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\KetGUI.exe"
  DeleteRegKey SHCTX "${UNINSTALL}"
  ${RefreshShellIcons}
SectionEnd
