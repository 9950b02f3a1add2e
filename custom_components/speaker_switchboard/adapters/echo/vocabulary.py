"""The words of the languages an Echo is told in: the phrases, and what no name holds.

The words of all languages make one list: an Echo may speak two of them, and whoever
names a speaker does not care which.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Phrases(NamedTuple):
    """How a language connects, disconnects, and disconnects whatever it is."""

    connect: str
    disconnect: str
    disconnect_any: str


# In lower case and without punctuation: a capital was seen to make Alexa fail
# (ioBroker.alexa2 issue 961). None of them was tried on a real Echo, and whether
# one was understood nobody can see.
PHRASES: Final[Mapping[str, Phrases]] = {
    "de": Phrases(
        "verbinde dich mit {}", "trenne die verbindung mit {}", "trenne bluetooth"
    ),
    "en": Phrases("connect to {}", "disconnect from {}", "disconnect bluetooth"),
    "es": Phrases("conectar a {}", "desconectar de {}", "desconectar bluetooth"),
    "fr": Phrases(
        "connecte toi à {}", "déconnecte toi de {}", "déconnecte le bluetooth"
    ),
    "it": Phrases("connettiti a {}", "disconnettiti da {}", "disconnetti bluetooth"),
    "pt": Phrases("conectar a {}", "desconectar de {}", "desconectar bluetooth"),
}
CONJUNCTIONS: Final = """
    and then also afterwards  und dann danach sowie anschließend
    et puis ensuite alors  y luego después entonces también
    e ed poi dopo quindi anche  depois então também
"""
# Words of six letters and more are found inside other words too, so that of those
# the stem will do.
NEVER: Final = """
    alexa echo computer amazon ziggy

    unlock lock open opening close disarm arm buy buying purchase order reorder pay call
    calling dial drop_in message text send announce broadcast turn switch off enable
    disable activate delete remove cancel forget reset reboot restart volume mute
    unmute louder quieter increase decrease ask tell launch remind schedule routine
    donate subscribe answer emergency good_night good_morning

    öffne öffnen oeffne oeffnen entriegel entriegl verriegel verriegl entsperr sperr
    sperre aufsperr aufschließ schließ entschärf aktivier kauf kaufe kaufen bestell
    bezahl ruf rufe rufen anruf telefonier schalt schalte ausschalt einschalt dreh drehe
    mach mache sende senden sag sage frag frage lösche löschen loesche entfern vergiss
    lautstärke lautstaerke lauter leiser durchsage ankündig ankuendig gute_nacht
    guten_morgen

    ouvre ouvrir ouvrez déverrouill verrouill désarm désactiv achète acheter commande
    appelle appeler envoie envoyer annonce éteins éteindre allume augmente diminue
    règle supprime efface oublie ferme fermer coupe demande bonne_nuit bonjour

    abre abrir desbloque bloquea desarma desactiva compra compre pide pedir ordena
    encarga llama llamar telefonea envía enviar manda mensaje anuncia apaga apagar
    enciende encender volumen borra elimina olvida cierra cerrar buenas_noches
    buenos_días dile pregunta

    apri aprire sblocca blocca disarma disattiva ordina chiama telefona invia inviare
    messaggio annuncia spegni spegnere accendi accendere cancella dimentica chiudi
    chiudere chiedi buona_notte buongiorno

    abra destranc destranq destrav desbloqu desarme desativ peça encomend ligue ligar
    chame chamar envie enviar mande mandar mensagem anuncie apague desligue desligar
    acenda acender aumente aumentar diminua exclua esqueça feche fechar boa_noite
    bom_dia
"""
# These are in the names of real speakers as well, but there they do not lead.
NEVER_FIRST: Final = """
    play go on set start begin stop run show say read add make put pause resume skip
    next shuffle repeat sing wake pair connect disconnect record raise lower dim find
    check active let give get help what who when where how do
    spiel spiele spielen stopp stoppe starte weiter zeig zeige lies an aus ein setz
    setze stell stelle erhöhe erhoehe verringer pausier verbinde trenne koppel was wer
    wie wann
    joue jouer mets mettre arrête lance lancer monte baisse active connecte déconnecte
    montre lis
    pon poner reproduce reproducir toca tocar para parar detén inicia activa conecta
    desconecta empareja sube subir baja bajar muestra lee añade
    riproduci suona metti ferma avvia attiva imposta collega scollega connetti
    disconnetti leggi mostra aggiungi alza abbassa
    toque pare inicie ative conecte desconecte mostre leia adicione coloque aumenta
"""
